import t from 'tap'
import { applyParameters } from '../../lib/run-options/apply-parameters.ts'
import { newDraft } from '../../lib/run-options/draft.ts'

const plan = (...parameters: Array<[key: string, value: string]>) => {
  const draft = newDraft('i')
  applyParameters(draft, parameters.map(([key, value]) => ({ key, value })))
  return draft
}

t.test('parameters are applied in order, the later one winning', async (t) => {
  t.match(plan(['memory', '64m'], ['cap-add', 'kill'], ['memory', '128m'], ['cap-add', 'mknod']).host, { Memory: 2 ** 27, CapAdd: ['CAP_KILL', 'CAP_MKNOD'] })
})

for (const key of ['net', 'network']) {
  t.test(`${key} takes the place of the network before anything is said of it`, async (t) => {
    const { host, endpoint } = plan(['ip', '10.0.0.2'], ['memory', '64m'], [key, 'web'], ['network-alias', 'a'])
    t.equal(host.NetworkMode, 'web')
    t.same(endpoint, { IPAMConfig: { IPv4Address: '10.0.0.2' }, Aliases: ['a'] })
  })
}

t.test('the second network is joined beside the first', async (t) => {
  const { host, others } = plan(['net', 'a'], ['network', 'b'])
  t.equal(host.NetworkMode, 'a')
  t.strictSame([...others], [['b', {}]])
})

for (const [fact, parameters, message] of [
  ['an unknown flag by name', [['memory', '64m'], ['colour', 'red']], 'container.docker.parameters[1] --colour "red": is no flag of docker run that is known here'],
  ['a network given twice', [['net', 'a'], ['network', 'a']], 'container.docker.parameters[1] --network "a": is named twice'],
  ['a name', [['name', 'x']], "container.docker.parameters[0] --name \"x\": Parameter in DockerInfo must not be 'name'"],
  ['a bad variable without telling it', [['env', 'hush']], /^container\.docker\.parameters\[0\] --env: must be NAME=value/],
  ['a name of an object property', [['constructor', '']], /--constructor "": is no flag/]
] as const) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => plan(...parameters as unknown as Array<[string, string]>), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}

t.test('what files say comes before what parameters say themselves, wherever it stands', async (t) => {
  const draft = newDraft('i', new Map([['e', 'A=file\nB=file'], ['l', 'a=file']]))
  applyParameters(draft, [{ key: 'env', value: 'A=own' }, { key: 'label', value: 'a=own' }, { key: 'env-file', value: 'e' }, { key: 'label-file', value: 'l' }])
  t.strictSame([draft.body.Env, draft.body.Labels], [['B=file', 'A=own'], { a: 'own' }])
  const refused = newDraft('i', new Map([['e', 'A=1\nhush']]))
  t.throws(() => applyParameters(refused, [{ key: 'env-file', value: 'e' }]), { message: 'container.docker.parameters[0] --env-file "e": line 2: must be NAME=value: a bare name would take the value from the agent' })
})
