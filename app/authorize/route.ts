import { readFormBody } from '#lib/http/parameters.ts'
import { authorize } from '#lib/oauth/authorize.ts'
import { redirectToGet } from '#lib/oauth/redirect-to-get.ts'
import { showProblem } from '#lib/oauth/show-problem.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    async GET(request) {
      return authorize(new URL(request.url).searchParams, request.headers)
    },
    // The browser sends a form of another site without our cookie, which is `Lax`, but follows this with it.
    async POST(request) {
      return redirectToGet('/authorize', await readFormBody(request))
    },
  },
  { fromAnySite: true, showProblem },
)
