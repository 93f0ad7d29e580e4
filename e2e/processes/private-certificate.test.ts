import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../../bin/doctor/finding.ts'
import { makeCertificate, makeCertificateOfAuthority } from '../fixtures/certificate.ts'
import { runScript } from '../fixtures/child.ts'
import { startProxied } from '../fixtures/start-proxied.ts'

// The trial of deploy/nginx.md, with a certificate that no browser knows.

const NAMES = ['localhost']
const issued = makeCertificateOfAuthority(NAMES)
const itself = makeCertificate(NAMES, 30)

describe.each([
  ['that signs itself', itself, itself.cert],
  ['of an authority of one’s own', issued, issued.authority],
])('nginx with a certificate %s', (_, certificate, trusted) => {
  let folder: string
  let proxied: Awaited<ReturnType<typeof startProxied>>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-certificate-'))
    await writeFile(join(folder, 'trusted.pem'), trusted)
    const databaseUrl = `file:${join(folder, 'latchkey.db')}`
    proxied = await startProxied({ databaseUrl, folder: join(folder, 'nginx'), certificate })
  })
  afterAll(async () => {
    await proxied?.stop()
    await rm(folder, { recursive: true })
  })

  async function examine(variables: Record<string, string>): Promise<Finding[]> {
    const settings = { ...proxied.settings, ...variables }
    const args = ['bin/latchkey.mjs', 'doctor', '--json']
    return JSON.parse(await runScript(args, settings).catch(error => error.stdout))
  }
  const listFaults = (found: Finding[]) =>
    found.filter(({ state }) => state === 'fault').map(({ check, fix }) => ({ check, fix }))

  it('fails the doctor, which names NODE_EXTRA_CA_CERTS', async () => {
    const fix = expect.stringContaining('set NODE_EXTRA_CA_CERTS in .env to the file')
    const faults = listFaults(await examine({}))
    expect(faults).toContainEqual({ check: 'Server', fix })
    expect(faults).toContainEqual({ check: 'TLS', fix })
  })

  it('passes with it, and is said to be known here alone', async () => {
    const found = await examine({ NODE_EXTRA_CA_CERTS: join(folder, 'trusted.pem') })
    const faults = listFaults(found).filter(({ check }) => check !== 'Cookie')
    expect(faults).toEqual([])
    const tls = found.find(({ check }) => check === 'TLS')
    expect(tls?.says).toContain('trusted by NODE_EXTRA_CA_CERTS: browsers refuse it until')
  })
})
