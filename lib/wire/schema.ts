import protobuf from 'protobufjs'
import { errors } from '../errors.ts'
import { descriptors } from './descriptors.ts'

let root: protobuf.Root | undefined

function loadRoot (): protobuf.Root {
  const loaded = protobuf.Root.fromJSON(descriptors)
  loaded.resolveAll()
  return loaded
}

/**
 * The reflected message of that name, relative to mesos.v1: 'TaskInfo', 'agent.Call', 'Offer.Operation'. The
 * schema is built at the first call, so that importing the package costs nothing.
 * Throws WIRE_INVALID for a name that is no message.
 */
export function messageType (name: string): protobuf.Type {
  root ??= loadRoot()
  const found = root.lookup(`.mesos.v1.${name}`, protobuf.Type)
  if (!(found instanceof protobuf.Type)) {
    throw new errors.CONTAINERIZER_ERR_WIRE_INVALID(`No message is called mesos.v1.${name}`)
  }
  return found
}
