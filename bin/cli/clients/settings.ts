import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ClientChanges, NewClient } from '#lib/clients/client-input.ts'
import { addClient, changeClient } from '#lib/clients/client-store.ts'
import { parseInput } from '#lib/http/body.ts'
import { type Command, CommandError, EXIT, type Input } from '../command.ts'
import { findOperator } from '../operator.ts'
import { refuseFile } from '../refuse-file.ts'
import { type Terminal, toPrintable } from '../terminal.ts'
import { describeSecret } from './words.ts'

const SETTINGS = {
  '--return-address <address...>': 'where answers may go, exactly as the application sends it',
  '--logout-address <address...>': 'where people may go after they have signed out',
  '--scopes <scopes>': 'what it may ask to be told, by commas (default: openid,profile,email)',
  '--consent <yes|no>': 'whether people are asked (default: yes)',
  '--auth-method <method>': 'client_secret_basic, client_secret_post or private_key_jwt',
  '--jwks <file>': 'a file with its public keys, for private_key_jwt',
  '--pkce <yes|no>': 'whether its codes need PKCE (default: yes)',
  '--id-token-alg <alg>': 'ES256 (default) or RS256',
  '--logo <file>': 'an image, at most 256 KiB',
}

export const addClientCommand: Command = {
  name: 'add',
  summary: 'Register an application, and show its secret once',
  args: { '<name>': 'what people are shown' },
  options: {
    '--public': 'it runs in a browser or on a device, and can keep no secret',
    ...SETTINGS,
    '--disabled': 'register it without enabling it yet',
  },
  async run({ args: [name], options }, terminal) {
    const input = parseInput(NewClient, {
      ...(await readSettings(options, terminal)),
      name,
      kind: options.public ? 'public' : 'confidential',
      enabled: options.disabled !== true,
    })
    const data = await addClient(findOperator(), input)
    return { data, text: describeSecret(data) }
  },
}

export const changeClientCommand: Command = {
  name: 'change',
  summary: 'Change an application; what is not named stays',
  args: { '<id>': 'the client_id, as `clients list` shows it' },
  options: { '--name <text>': 'what people are shown', ...SETTINGS },
  async run({ args: [id = ''], options }, terminal) {
    const { name } = options
    const changes = parseInput(ClientChanges, { ...(await readSettings(options, terminal)), name })
    const data = await changeClient(findOperator(), id, changes)
    const secret = data.client_secret === undefined ? '' : `\n${describeSecret(data)}`
    return { data, text: `${toPrintable(data.name)} is saved.${secret}` }
  },
}

async function readSettings(options: Input['options'], { folder }: Terminal) {
  const { returnAddress, logoutAddress, scopes, authMethod, idTokenAlg, jwks, logo } = options
  return {
    returnAddresses: returnAddress,
    postLogoutAddresses: logoutAddress,
    scopes: typeof scopes === 'string' ? scopes.split(',').map(scope => scope.trim()) : undefined,
    consent: readFlag('--consent', options.consent),
    authMethod,
    jwks: await readKeys(folder, jwks),
    pkce: readFlag('--pkce', options.pkce),
    idTokenAlg,
    logo: await readLogo(folder, logo),
  }
}

function readFlag(option: string, text: Input['options'][string]): boolean | undefined {
  if (text === undefined) return undefined
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new CommandError(EXIT.usage, 'yes_or_no', `Write ${option} yes or ${option} no.`)
}

async function readKeys(folder: string, file: Input['options'][string]): Promise<unknown> {
  if (typeof file !== 'string') return undefined
  const text = await readFile(resolve(folder, file), 'utf8').catch(refuseFile)
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(EXIT.failed, 'broken_file', `${file} is not JSON.`)
  }
}

async function readLogo(
  folder: string,
  file: Input['options'][string],
): Promise<string | undefined> {
  if (typeof file !== 'string') return undefined
  const bytes = await readFile(resolve(folder, file)).catch(refuseFile)
  return `data:image/any;base64,${bytes.toString('base64')}`
}
