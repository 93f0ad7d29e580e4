import { Problem } from '#lib/http/problem.ts'

/**
 * Answers a page that is opened with `act`; where that needs a fresh proof of the password, leads a browser to
 * the page that asks for it, and from there back. Programs, and pages elsewhere, get the problem itself.
 */
export async function answerOrStepUp(
  request: Request,
  act: () => Promise<Response>,
): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    const asked = error instanceof Problem && error.code === 'step_up_required'
    if (!asked || request.headers.get('sec-fetch-dest') !== 'document') throw error
    const { pathname, search } = new URL(request.url)
    const location = `/step-up?next=${encodeURIComponent(pathname + search)}`
    return new Response(null, { status: 303, headers: { Location: location } })
  }
}
