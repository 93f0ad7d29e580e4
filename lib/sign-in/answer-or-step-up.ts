import { Problem } from '#lib/http/problem.ts'

/**
 * Answers with `act`. If that needs a fresh proof of the password, a browser that opens this as a page is redirected to
 * the page that asks for the password, which leads back. Programs and scripts get the problem itself.
 */
export async function answerOrStepUp(
  request: Request,
  act: () => Promise<Response>,
): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    const needsProof = error instanceof Problem && error.code === 'step_up_required'
    if (!needsProof || request.headers.get('sec-fetch-dest') !== 'document') throw error
    const { pathname, search } = new URL(request.url)
    const location = `/step-up?next=${encodeURIComponent(pathname + search)}`
    return new Response(null, { status: 303, headers: { Location: location } })
  }
}
