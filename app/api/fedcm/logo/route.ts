import { findFedcmLogo } from '#lib/fedcm/logo.ts'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { Problem } from '#lib/http/problem.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET() {
    const icon = await findFedcmLogo()
    if (!icon) throw new Problem(404, 'unknown_path', 'This server has no logo of its own.')
    const headers = {
      ...EMBEDDABLE,
      'Cache-Control': 'public, max-age=300',
      'Content-Type': 'image/png',
    }
    return new Response(icon, { headers })
  },
})
