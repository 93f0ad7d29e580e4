import { type BrowserContext, expect } from 'playwright/test'

const softly = expect.configure({ soft: true })

/** What a browser complained about and whom it asked, in every page of one context. */
export class Watch {
  readonly #complaints: string[] = []
  readonly #violations: string[] = []
  readonly #requests: string[] = []
  readonly #expected: RegExp[] = []
  readonly #origins: Set<string>

  /** @param origins whom pages may ask. */
  constructor(origins: string[]) {
    this.#origins = new Set(origins)
  }

  /** Starts to watch; before the first page is opened. */
  async start(context: BrowserContext): Promise<void> {
    context.on('console', message => {
      if (!['error', 'warning'].includes(message.type())) return
      this.#complaints.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', event => void this.#complaints.push(String(event.error())))
    context.on('request', request => void this.#requests.push(request.url()))
    await context.exposeBinding('reportViolation', (_source, violation: string) => {
      this.#violations.push(violation)
    })
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', event => {
        const report = Reflect.get(window, 'reportViolation')
        report(`${event.effectiveDirective} refused ${event.blockedURI || event.sample}`)
      })
    })
  }

  /** Lets pages ask this origin too. */
  allowOrigin(origin: string): void {
    this.#origins.add(origin)
  }

  /** Says that the browser is going to complain so; it then has to. */
  expectComplaint(pattern: RegExp): void {
    this.#expected.push(pattern)
  }

  /** Fails when there was a complaint, a violation of the CSP or a foreign request that nobody announced. */
  async verify(): Promise<void> {
    // The browser may complain a moment after what it complains about.
    const findMissing = () =>
      this.#expected.filter(one => !this.#complaints.some(text => one.test(text))).map(String)
    await softly.poll(findMissing, 'complaints that were expected').toEqual([])
    const unexpected = this.#complaints.filter(text => !this.#expected.some(one => one.test(text)))
    const foreign = this.#requests.filter(url => !this.#isOwn(url))
    expect.soft(unexpected, 'errors and warnings in the console').toEqual([])
    expect.soft(this.#violations, 'violations of the content security policy').toEqual([])
    expect.soft(foreign, 'requests to another host').toEqual([])
  }

  #isOwn(url: string): boolean {
    const { protocol, origin } = new URL(url)
    return protocol === 'data:' || protocol === 'blob:' || this.#origins.has(origin)
  }
}
