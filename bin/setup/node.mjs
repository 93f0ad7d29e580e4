// Loaded by the Node of the machine, before anything is installed: plain JavaScript, no dependencies.

/** The Node that npm installs with the project; its name ends in `.exe` on Windows. */
export const OWN_NODE = 'node_modules/node/bin/node'

/** The oldest Node that may run bin/setup.mjs and bin/latchkey.mjs. */
export const MIN_SETUP_NODE = '20'

/** The oldest Node that may run everything else: that of `engines` in package.json. */
export const MIN_NODE = '24.7'

/** Whether the Node that runs this is at least `wanted`, such as `20` or `24.7`. */
export function isNodeAtLeast(wanted) {
  const [wantedMajor, wantedMinor = 0] = wanted.split('.').map(Number)
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}
