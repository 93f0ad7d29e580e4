import { route } from '#lib/server/route.ts'

// Whether the process answers. It does not ask the database: restarting the process would not repair that.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET() {
    return new Response('ok\n', { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
  },
})
