import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from '../e2e/fixtures/child.ts'
import type { Host } from '../e2e/fixtures/host.ts'
import { createMember, type Person } from '../e2e/fixtures/people.ts'

/** The folder of the project. */
export const ROOT = join(import.meta.dirname, '..')
const SECRET_KEY = 'bench-8d1f6a0c4e7b42d9a35e9c7016fb28d4'
export const PAGES_ORIGIN = 'https://pages.example.org'

// Of its own for each run: a server that was left behind at a port would be measured in place of ours.
const FIRST_PORT = randomInt(1000, 3000) * 10
const PORTS = {
  'server.ts': FIRST_PORT,
  'next start': FIRST_PORT + 1,
  'bare node:http': FIRST_PORT + 2,
  'npm start': FIRST_PORT + 3,
  'two workers': FIRST_PORT + 4,
  'with mail': FIRST_PORT + 5,
}
export type Role = keyof typeof PORTS
const BARE = fileURLToPath(new URL('./reference/bare-server.ts', import.meta.url))

/**
 * The servers that rows measure: real processes with production settings, each started when a row first asks for it.
 * All share one SQLite file and one key, so that a session is valid on all of them.
 */
export class Stage {
  /** The folder for everything that the bench writes. */
  readonly folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  readonly #running = new Map<Role, Promise<Child>>()
  #people: Promise<Person[]> | undefined

  /**
   * The port of a server, once it answers. server.ts always starts first, because it creates the database.
   * @param more settings that differ from those of the others.
   */
  async port(role: Exclude<Role, 'npm start'>, more: Record<string, string> = {}): Promise<number> {
    if (role !== 'server.ts') await this.port('server.ts')
    const started = this.#running.get(role) ?? this.#start(role, more)
    this.#running.set(role, started)
    await started
    return PORTS[role]
  }

  /** Ten users who can sign in. */
  people(): Promise<Person[]> {
    this.#people ??= this.#signUp(10)
    return this.#people
  }

  /** The `Cookie` header of a session of one of them. */
  async cookie(): Promise<string> {
    const [person] = await this.people()
    return `jwt=${person?.token}`
  }

  /** The settings of a server: all of them, so that a local `.env` has no effect. */
  settings(role: Role): Record<string, string> {
    return {
      PORT: String(PORTS[role]),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://localhost:${PORTS['server.ts']}`,
      DATABASE_URL: `file:${join(this.folder, 'bench.db')}`,
      SECRET_KEY,
      CORS_ORIGINS: PAGES_ORIGIN,
      SIGNUP: 'open',
      ADMIN_UID: 'admin',
      ADMIN_PASSWORD: 'correct horse battery staple',
      BCRYPT_COST: '12',
      SESSION_IDLE: '3600',
      SESSION_MAX: '604800',
      COOKIE_NAME: 'jwt',
      COOKIE_SAMESITE: 'Lax',
      TRUST_PROXY: '0',
      MIGRATE: '1',
      WEB_CONCURRENCY: role === 'two workers' ? '2' : '1',
    }
  }

  /** Stops every server and removes the folder. */
  async close(): Promise<void> {
    const started = await Promise.allSettled(this.#running.values())
    await Promise.all(started.map(s => (s.status === 'fulfilled' ? s.value.stop() : undefined)))
    rmSync(this.folder, { recursive: true, force: true })
  }

  #start(role: Exclude<Role, 'npm start'>, more: Record<string, string>): Promise<Child> {
    const port = PORTS[role]
    const next = ['node_modules/next/dist/bin/next', 'start', '-p', String(port), '-H', '127.0.0.1']
    const args = {
      'server.ts': ['server.ts'],
      'two workers': ['server.ts'],
      'with mail': ['server.ts'],
      'next start': next,
      'bare node:http': [BARE],
    }[role]
    const answers = async () => (await fetch(`http://127.0.0.1:${port}/api/id`)).status === 401
    const both = async () => {
      const metrics = await fetch(`http://127.0.0.1:${port}/metrics`)
      return (await metrics.text()).includes('\nlatchkey_processes 2\n')
    }
    const settings = { ...this.settings(role), ...more }
    return startChild(args, settings, role === 'two workers' ? both : answers)
  }

  async #signUp(count: number): Promise<Person[]> {
    const port = await this.port('server.ts')
    const databaseUrl = this.settings('server.ts').DATABASE_URL ?? ''
    const host: Host = {
      name: 'server.ts',
      server: 'server.ts',
      engine: 'sqlite',
      port,
      databaseUrl,
      adminToken: '',
    }
    return Promise.all(Array.from({ length: count }, () => createMember(host)))
  }
}
