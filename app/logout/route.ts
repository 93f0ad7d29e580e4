import { readFormBody } from '#lib/http/parameters.ts'
import { logOut } from '#lib/oauth/log-out.ts'
import { redirectToGet } from '#lib/oauth/redirect-to-get.ts'
import { showProblem } from '#lib/oauth/show-problem.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    async GET(request) {
      const query = new URL(request.url).searchParams
      query.delete('confirm')
      return logOut(query, request.headers)
    },
    async POST(request) {
      const form = await readFormBody(request)
      // What our page sends has the cookie; a form of another site has it once it comes by GET.
      if (form.has('confirm')) return logOut(form, request.headers)
      return redirectToGet('/logout', form)
    },
  },
  { fromAnySite: true, showProblem },
)
