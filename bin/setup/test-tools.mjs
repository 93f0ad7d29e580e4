import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findApache, installApache } from './apache.mjs'
import { findChromium, installChromium } from './chromium.mjs'
import { isDone, stamps } from './freshness.mjs'
import { findNginx, installNginx } from './nginx.mjs'
import { addBinsToPath, root, runProgram, runStep, SetupError, sayUpToDate } from './run.mjs'

// What only tests need: programs that npm does not install. Loaded by the Node of the machine: plain JavaScript, no
// dependencies.

export async function prepareBrowser() {
  if (findChromium() || isDone(root, stamps.browser, 'installed')) return sayUpToDate('browser')
  await runStep('browser', 'installing Chromium', async () => {
    const env = { ...process.env, PATH: addBinsToPath() }
    if (await installChromium((command, args) => runProgram(command, args, env))) return
    throw new SetupError('The browser tests need Chromium or Chrome. Install one, then try again.')
  })
  writeFileSync(join(root, stamps.browser), 'installed')
}

export async function prepareNginx() {
  if (findNginx()) return sayUpToDate('nginx')
  await runStep('nginx', 'installing it for the contract tests', async () => {
    if (await installNginx(runProgram)) return
    throw new SetupError('The contract tests need nginx. Install it, then try again.')
  })
}

export async function prepareApache() {
  if (findApache()) return sayUpToDate('apache')
  await runStep('apache', 'installing it with mod_auth_openidc for the browser tests', async () => {
    if (await installApache(runProgram)) return
    throw new SetupError(
      'The browser tests need Apache with mod_auth_openidc. Install it, then try again.',
    )
  })
}
