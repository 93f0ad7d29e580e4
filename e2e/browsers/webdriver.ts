/** A session of WebDriver (https://www.w3.org/TR/webdriver2), of which a driver is at `address`. */
export class WebDriver {
  readonly #session: string

  private constructor(session: string) {
    this.#session = session
  }

  /** @param capabilities which the browser has to have. @throws Error with the driver's words. */
  static async start(address: string, capabilities: object): Promise<WebDriver> {
    const wanted = { capabilities: { alwaysMatch: capabilities } }
    const { sessionId } = await command<{ sessionId: string }>('POST', `${address}/session`, wanted)
    return new WebDriver(`${address}/session/${sessionId}`)
  }

  /** Sends a command to the session, and gives its value. */
  send<T>(path: string, parameters: object = {}): Promise<T> {
    return command('POST', `${this.#session}/${path}`, parameters)
  }

  read<T>(path: string): Promise<T> {
    return command('GET', `${this.#session}/${path}`)
  }

  async remove(path: string): Promise<void> {
    await command('DELETE', `${this.#session}/${path}`)
  }

  async end(): Promise<void> {
    await command('DELETE', this.#session)
  }
}

async function command<T>(method: string, url: string, parameters?: object): Promise<T> {
  const body = parameters && JSON.stringify(parameters)
  const answer = await fetch(url, { method, ...(body && { body }) })
  const { value } = await answer.json()
  if (!answer.ok) throw new Error(`${method} ${url}: ${value.error}: ${value.message}`)
  return value
}
