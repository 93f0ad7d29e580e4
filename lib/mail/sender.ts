import { setTimeout as wait } from 'node:timers/promises'
import { keepAwake } from '#lib/runtime/keep-awake.ts'
import { logError } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { deliverMail } from './deliver.ts'
import { giveBackMails, type LeasedMail, renewLeases, takeMails } from './lease.ts'
import { canMail } from './settings.ts'
import { closePool, MAX_CONNECTIONS } from './transport.ts'

/** How often a process looks for mails that others have put into the outbox, or that are due again. */
const POLL_INTERVAL_MS = 5000
/** How often leases are renewed: several times while they last. */
const RENEW_INTERVAL_MS = 20_000
/** How long nothing is sent after the SMTP server, or the database, could not be used. */
const FAULT_PAUSE_MS = 30_000
/** How many mails are taken at a time. They are lost to others for a minute if this process is killed. */
const TAKE_COUNT = 4 * MAX_CONNECTIONS
/** How long a stop waits for the mails that are under way. */
const STOP_TIMEOUT_MS = 8000

type State = {
  round: Promise<void> | null
  again: boolean
  stopping: boolean
  pausedUntil: number
  timer: NodeJS.Timeout | null
  /** Taken and not yet tried. */
  queue: LeasedMail[]
  underWay: Set<LeasedMail>
  taking: Promise<void> | null
}

const held = () =>
  onePerProcess<State>('mailSender', () => ({
    round: null,
    again: false,
    stopping: false,
    pausedUntil: 0,
    timer: null,
    queue: [],
    underWay: new Set(),
    taking: null,
  }))

/** Sends what is in the outbox, now and whenever something is due, in the background. */
export function startSender(): void {
  if (!canMail()) return
  held().timer ??= setInterval(wakeSender, POLL_INTERVAL_MS).unref()
  wakeSender()
}

/** Begins to send what is due, in the background. To be called after the transaction that puts a mail into the outbox. */
export function wakeSender(): void {
  if (canMail()) keepAwake(sendDue())
}

/** Ends the pause after a failure of the SMTP server, because somebody asks to try again. */
export function endServerPause(): void {
  held().pausedUntil = 0
}

/** Sends what is due, and waits until nothing is. It never throws. */
export async function sendDue(): Promise<void> {
  const state = held()
  if (state.stopping || Date.now() < state.pausedUntil) return
  state.again = true
  state.round ??= runRounds(state).finally(() => {
    state.round = null
  })
  await state.round
}

/** Lets the mails that are under way end, gives back the others, and sends nothing more. */
export async function stopSender(): Promise<void> {
  const state = held()
  state.stopping = true
  if (state.timer) clearInterval(state.timer)
  await Promise.race([state.round, wait(STOP_TIMEOUT_MS, undefined, { ref: false })])
  closePool()
}

async function runRounds(state: State): Promise<void> {
  const renewal = setInterval(() => void renew(state), RENEW_INTERVAL_MS).unref()
  try {
    while (state.again && maySend(state)) {
      state.again = false
      await Promise.all(Array.from({ length: MAX_CONNECTIONS }, () => sendInTurn(state)))
    }
    await giveBackMails(state.queue.splice(0))
  } catch (error) {
    logError('mails not given back', error)
  } finally {
    clearInterval(renewal)
  }
}

const maySend = (state: State) => !state.stopping && Date.now() >= state.pausedUntil

/** Sends one mail after the other until none is due. */
async function sendInTurn(state: State): Promise<void> {
  try {
    while (maySend(state)) {
      const mail = await takeNext(state)
      if (!mail) return
      state.underWay.add(mail)
      const outcome = await deliverMail(mail).finally(() => state.underWay.delete(mail))
      if (outcome === 'server') state.pausedUntil = Date.now() + FAULT_PAUSE_MS
    }
  } catch (error) {
    // The database failed: what was taken is due again when its lease ends. All connections find that at once.
    if (Date.now() >= state.pausedUntil) logError('outbox not read', error)
    state.pausedUntil = Date.now() + FAULT_PAUSE_MS
    state.again = false
  }
}

async function takeNext(state: State): Promise<LeasedMail | undefined> {
  if (state.queue.length === 0) {
    state.taking ??= refill(state).finally(() => {
      state.taking = null
    })
    await state.taking
  }
  return state.queue.shift()
}

async function refill(state: State): Promise<void> {
  state.queue.push(...(await takeMails(TAKE_COUNT)))
}

async function renew({ queue, underWay }: State): Promise<void> {
  try {
    await renewLeases([...queue, ...underWay])
  } catch (error) {
    logError('leases of mails not renewed', error)
  }
}
