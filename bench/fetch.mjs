// The fetcher against the plain tools that do the least it could do, in one run and in turns: curl for a download, cp for what is in the
// cache, tar for an archive. What else the machine does only ever adds, memory it has to be given first most of all: the best of each are
// compared. The median of the rounds' own ratios and what it needs of memory are told beside. Usage: node bench/fetch.mjs [megabytes] [files] [sandboxes] [archive megabytes] [rounds]
import { spawn, spawnSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'

const [megabytes, files, sandboxes, archiveMegabytes, rounds] = [1024, 100, 100, 500, 5].map((value, at) => Number(process.argv[2 + at] ?? value))
const { fetcher } = await import('../dist/lib/index.js')
const base = mkdtempSync(join(tmpdir(), 'bench-fetch-'))
const app = Fastify()
let made = 0

/** A server of its own process, as no tool should share its core with it. */
const SERVER = `
  const { createReadStream, statSync } = require('node:fs')
  require('node:http').createServer(({ url }, response) => {
    const { size } = statSync(url)
    response.writeHead(200, { 'content-length': size, etag: '"1"' })
    createReadStream(url, { highWaterMark: 1 << 20 }).pipe(response)
  }).listen(0, '127.0.0.1', function () { process.send(this.address().port) })`

function directory () {
  const path = join(base, `d${++made}`)
  mkdirSync(path)
  return path
}

/** Compresses to about a third, as programs and their data do. */
function mixedBytes (size) {
  const bytes = Buffer.alloc(size, 'the quick brown fox jumps over the lazy dog ')
  for (let at = 0; at < size; at += 4096) randomFillSync(bytes, at, Math.min(1400, size - at))
  return bytes
}

function run (program, ...args) {
  return new Promise((resolve, reject) => {
    spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).on('error', reject)
      .on('close', (code) => code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`)))
  })
}

async function timed (work) {
  spawnSync('sync')
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const rss = () => process.memoryUsage().rss / 2 ** 20
const ask = (directory, ...uris) => app.fetcher.fetch({ containerKey: 'bench', directory, uris })

/** In a directory of its own, which is gone before the next one works: new memory costs more than what was just given back. */
async function timedIn (work) {
  const place = directory()
  const took = await timed(() => work(place))
  rmSync(place, { recursive: true })
  return took
}

/** In turns, and who goes first changes: caches and the disk treat the second one differently. */
async function compare (name, bar, ours, theirs) {
  const bests = [Infinity, Infinity]
  const ratios = []
  // Nobody is to pay for memory that the machine has never given away before.
  await timedIn(theirs)
  const idle = rss()
  let peak = idle
  const watch = setInterval(() => { peak = Math.max(peak, rss()) }, 20)
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? await timedIn(ours) : undefined
    const least = await timedIn(theirs)
    const own = first ?? await timedIn(ours)
    for (const [at, took] of [own, least].entries()) bests[at] = Math.min(bests[at], took)
    ratios.push(own / least)
    console.log(`${name}, round ${round + 1}: ${Math.round(own)} ms against ${Math.round(least)} ms, ratio ${(own / least).toFixed(2)}`)
  }
  clearInterval(watch)
  console.log(`${name}: ratio of the best ${(bests[0] / bests[1]).toFixed(2)} (median of the rounds ${ratios.sort((a, b) => a - b)[rounds >> 1].toFixed(2)}), the bar is ${bar}; memory ${Math.round(peak - idle)} MiB above idle, the bar is 64`)
}

try {
  await app.register(fetcher, { cacheDir: join(base, 'cache'), cacheSizeBytes: 2 * files * 2 ** 20 })
  await app.ready()
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const port = await new Promise((resolve) => server.once('message', resolve))
  const source = directory()

  const big = join(source, 'big')
  const piece = mixedBytes(2 ** 20)
  const fd = openSync(big, 'w')
  for (let count = 0; count < megabytes; count++) writeSync(fd, piece)
  closeSync(fd)
  // Idle is a process that has all its code.
  const little = join(source, 'little')
  writeFileSync(little, piece)
  await ask(directory(), { value: `http://127.0.0.1:${port}${little}` })
  await compare(`${megabytes} MB over http`, 1.15,
    (place) => ask(place, { value: `http://127.0.0.1:${port}${big}`, outputFile: 'big' }),
    (place) => run('curl', '-sf', '-o', join(place, 'big'), `http://127.0.0.1:${port}${big}`))

  const small = Array.from({ length: files }, (_, at) => join(source, `small${at}`))
  for (const path of small) writeFileSync(path, piece)
  const cached = small.map((value) => ({ value, cache: true }))
  await ask(directory(), ...cached)
  const each = async (place, work) => {
    const places = Array.from({ length: sandboxes }, (_, at) => join(place, `${at}`))
    for (const path of places) mkdirSync(path)
    for (const path of places) await work(path)
  }
  await compare(`${files} × 1 MB from the cache into ${sandboxes} sandboxes`, 1.2,
    (place) => each(place, (sandbox) => ask(sandbox, ...cached)),
    (place) => each(place, (sandbox) => run('cp', ...small, sandbox)))

  for (const [name, size] of [['large', 10 * 2 ** 20], ['middling', 2 ** 18], ['small', 2 ** 14]]) {
    const content = join(source, name)
    const bytes = mixedBytes(size)
    for (let at = 0; at * size < archiveMegabytes * 2 ** 20; at++) {
      mkdirSync(join(content, `${at % 50}`), { recursive: true })
      writeFileSync(join(content, `${at % 50}`, `${at}`), bytes)
    }
    const archive = join(source, `${name}.tar.gz`)
    await run('tar', 'czf', archive, '-C', content, '.')
    rmSync(content, { recursive: true })
    // The archive is not copied by tar, and out of the cache it is not by us.
    await ask(directory(), { value: archive, cache: true, extract: false })
    await compare(`${archiveMegabytes} MB tar.gz of ${name} files`, 1.3,
      (place) => ask(place, { value: archive, cache: true }),
      (place) => run('tar', 'xzf', archive, '-C', place))
  }
  server.kill()
} finally {
  await app.close()
  rmSync(base, { recursive: true })
}
