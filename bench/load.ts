import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** One request, which is sent again and again. */
export type Shot = {
  port: number
  path: string
  method?: 'GET' | 'OPTIONS'
  headers: Record<string, string>
}

const CONNECTIONS = 32
const run = promisify(execFile)

const HAS_WRK = isOnPath('wrk')

/** The program that generates the load. */
export const LOAD_GENERATOR = HAS_WRK ? 'wrk' : 'autocannon'

/**
 * Measures how many requests per second a server answers over 32 connections.
 * @param folder for the script of wrk.
 * @throws Error when an answer is not 2xx or a connection fails
 */
export function measureThroughput(shot: Shot, seconds: number, folder: string): Promise<number> {
  return HAS_WRK ? runWrk(shot, seconds, folder) : runAutocannon(shot, seconds)
}

async function runWrk(shot: Shot, seconds: number, folder: string): Promise<number> {
  const { port, path, method = 'GET', headers } = shot
  const script = join(folder, `${method}.lua`)
  writeFileSync(script, `wrk.method = '${method}'\n`)
  const lines = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const options = [
    '-t1',
    '--timeout',
    '20s',
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    '-s',
    script,
    ...lines,
  ]
  const { stdout } = await run('wrk', [...options, `http://127.0.0.1:${port}${path}`])
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]
  if (!rate || /Non-2xx|Socket errors/.test(stdout))
    throw new Error(`Refused or failed:\n${stdout}`)
  return Number(rate)
}

async function runAutocannon(shot: Shot, seconds: number): Promise<number> {
  const { port, path, method = 'GET', headers } = shot
  const program = fileURLToPath(import.meta.resolve('autocannon'))
  const lines = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const options = [
    '-m',
    method,
    '-c',
    String(CONNECTIONS),
    '-d',
    String(seconds),
    ...lines,
    '--json',
  ]
  const { stdout } = await run(process.execPath, [
    program,
    ...options,
    `http://127.0.0.1:${port}${path}`,
  ])
  const { requests, duration, errors, non2xx } = JSON.parse(stdout)
  if (errors > 0 || non2xx > 0) throw new Error(`Refused or failed:\n${stdout}`)
  return requests.total / duration
}

function isOnPath(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
