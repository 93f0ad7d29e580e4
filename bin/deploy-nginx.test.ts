import { expect, it } from 'vitest'
import { runScript } from '../e2e/fixtures/child.ts'
import { SECRET_KEY } from '../e2e/fixtures/host.ts'

it.each([
  ['a file that cannot be written', ['--out', '/none/of/these/site'], /^--out cannot be .*ENOENT/],
  ['an unknown option', ['--outfile', 'site'], /^Unknown option '--outfile'/],
])('says why and ends with status 2, given %s', async (_, args, why) => {
  const argv = ['bin/deploy-nginx.ts', '--server-name', 'localhost', ...args]
  const { code, stderr } = await runScript(argv, { SECRET_KEY }).catch(error => error)
  expect(code).toBe(2)
  expect(stderr).toMatch(why)
})
