import { env } from '#lib/env/env.ts'
import { converse } from '#lib/mail/converse.ts'
import type { Message } from '#lib/mail/message.ts'
import { type Command, CommandError, EXIT } from './command.ts'
import { toPrintable } from './terminal.ts'

const testCommand: Command = {
  name: 'test',
  summary: 'Send a mail, and show what the mail server says',
  args: { '<address>': 'to whom, such as you@example.org' },
  notes:
    'The mail does not go through the outbox. That the server takes it does not mean that it arrives:\nlook into the mailbox, and among what it takes for spam.',
  async run({ args: [to = ''] }) {
    if (env().smtpUrl === undefined) {
      const message = 'Mail is not set up: SMTP_URL and MAIL_FROM are not set.'
      throw new CommandError(EXIT.setup, 'mail_not_set_up', message)
    }
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(to)) {
      throw new CommandError(EXIT.usage, 'no_address', 'Give one address, as in you@example.org.')
    }
    const data = await converse({ to, message: buildTestMessage() })
    const lines = data.map(({ ok, says }) => `${ok ? '✓' : '✗'} ${toPrintable(says)}`)
    return { data, text: lines.join('\n'), failed: data.some(({ ok }) => !ok) }
  },
}

/** The mail that shows whether mails arrive. */
export function buildTestMessage(): Message {
  const { siteName, publicUrl } = env()
  return {
    kind: 'test',
    subject: `Test of ${siteName}`,
    title: 'Mails arrive',
    paragraphs: ['This is what mails look like.', 'The button leads to the start page.'],
    button: { label: 'Open the start page', url: `${publicUrl.origin}/` },
    code: 'TEST-MAIL',
    reason: 'An administrator has sent it by the command line, to see whether mails arrive.',
  }
}

export const mailCommand: Command = {
  name: 'mail',
  summary: 'Mail: whether it can be sent',
  commands: [testCommand],
}
