import type { CreateBody, ImageDetails } from '../../types/docker-engine.ts'
import type { ContainerImage, PullState } from '../../types/images.ts'
import type { DockerRun } from './docker-run.ts'
import { DIGEST_LABEL, pinImage } from './pin-image.ts'

/** What is known of the image of a run: its name at first, its pull, then exactly what the container is created of. */
export class ImageView {
  #now: ContainerImage

  constructor ({ config }: Pick<DockerRun, 'config'>) {
    this.#now = { name: config.containerInfo?.docker?.image as string }
  }

  get now (): ContainerImage { return this.#now }

  /** Listens to the pull that the launch waits for. */
  readonly pulling = (pull: PullState): void => { this.#now = { ...this.#now, pull } }

  /** The body for exactly this image. */
  pin (body: CreateBody, image: ImageDetails): CreateBody {
    const pinned = pinImage(body, image)
    this.created(pinned.Labels)
    return pinned
  }

  /** The labels of a container outlast the agent that has made it. */
  created (labels: Record<string, string> = {}): void {
    const digest = labels[DIGEST_LABEL]
    this.#now = { name: this.#now.name, ...(digest === undefined ? {} : { digest }) }
  }
}
