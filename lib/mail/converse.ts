import { randomUUID } from 'node:crypto'
import { createTransport } from 'nodemailer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { judgeFailure } from './judge-failure.ts'
import type { Message } from './message.ts'
import { readSender, readSmtpServer } from './settings.ts'
import { buildSmtpOptions, composeMail } from './transport.ts'

/** One step of a conversation with the SMTP server, in a sentence. */
export type Step = { name: 'reach' | 'sign-in' | 'send'; ok: boolean; says: string }

/** Somebody waits for it. */
const TIMEOUT_MS = 15_000

/**
 * Talks to the SMTP server of the settings, step by step, until one fails: reaches it, signs in where SMTP_URL has a
 * password, and sends `mail` if there is one.
 */
export async function converse(mail?: { to: string; message: Message }): Promise<Step[]> {
  const { host, port, user, password } = readSmtpServer()
  const connection = new SMTPConnection({
    ...buildSmtpOptions(),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
  })
  const failed = new Promise<never>((_, reject) => connection.on('error', reject))
  failed.catch(() => {})
  const steps: Step[] = []
  const take = async (name: Step['name'], act: Promise<string>) => {
    try {
      steps.push({ name, ok: true, says: await Promise.race([act, failed]) })
      return true
    } catch (error) {
      steps.push({ name, ok: false, says: judgeFailure(error).answer })
      return false
    }
  }
  const reach = async () => {
    await call(done => connection.connect(done))
    const safety = connection.secure ? 'over TLS' : 'without TLS'
    return `${host}:${port} answers, ${safety}.`
  }
  const signIn = async () => {
    await call(done => connection.login({ user, credentials: { user, pass: password } }, done))
    return `It accepts the user ${user} with its password.`
  }
  const send = async ({ to, message }: { to: string; message: Message }) => {
    const { envelope, bytes } = await encodeMail(to, message)
    const info = await call<{ response: string }>(done => connection.send(envelope, bytes, done))
    return `It takes the mail to ${to}: ${info.response}`
  }
  const goesOn =
    (await take('reach', reach())) && (user === '' || (await take('sign-in', signIn())))
  if (goesOn && mail) await take('send', send(mail))
  connection.close()
  return steps
}

async function encodeMail(to: string, message: Message) {
  const mail = { messageId: randomUUID(), address: to, createdAt: new Date() }
  const writer = createTransport({ streamTransport: true, buffer: true })
  const { message: bytes } = await writer.sendMail(composeMail(mail, message))
  return { envelope: { from: readSender().address, to }, bytes: bytes as Buffer }
}

function call<T>(act: (done: (error?: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    act((error, result) => (error ? reject(error) : resolve(result as T))),
  )
}
