import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMember } from '../fixtures/people.ts'
import { callApi, catchFailure, connect, expect, login, test } from './sites.ts'

test('a page that was opened as a file is told to be served', async ({ page, crossing }) => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-file-'))
  const file = join(folder, 'index.html')
  await writeFile(file, '<!doctype html><title>Local</title>')
  await page.goto(`file://${file}`)
  await connect(page, crossing.server)
  const failure = await catchFailure(page, 'login', 'somebody', 'a password')
  expect(failure).toMatchObject({ name: 'AuthError', code: 'origin_not_allowed' })
  expect(failure.message).toContain('npx serve -l 4100')
  expect(await callApi(page)).toBe('origin_not_allowed')
  await rm(folder, { recursive: true })
})

test('a page in a sandboxed frame is told so', async ({ page, crossing }) => {
  await page.goto(crossing.origins.allowed ?? '')
  await page.setContent('<iframe sandbox="allow-scripts" srcdoc="<p>Framed"></iframe>')
  const frame = page.frames().at(-1)
  const message = await frame?.evaluate(async url => {
    const { connect } = await import(url)
    return connect()
      .user()
      .catch(({ message }: Error) => message)
  }, `${crossing.server}/client.js`)
  expect(message).toContain('sandboxed frame')
})

test('localhost and 127.0.0.1 are two sites: what to write', async ({ page, crossing }) => {
  const { host, server, origins } = crossing
  const there = `http://localhost:${new URL(origins.address ?? '').port}`
  const words = `127.0.0.1 and localhost are two sites: open this page at ${there}`
  const warnings: string[] = []
  page.on('console', message => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  await page.goto(origins.address ?? '')
  await connect(page, server)
  await login(page, await createMember(host))
  expect(await callApi(page), 'by bearer tokens').toBe(200)
  expect(warnings).toEqual([`The browser dropped the cookie of ${server}. ${words}`])
})
