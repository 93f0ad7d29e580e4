/** Runs once when a Next host starts. The edge runtime has nothing to start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startOnNext } = await import('./lib/start-on-next.ts')
    await startOnNext()
  }
}
