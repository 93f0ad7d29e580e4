import { showSignedIn } from '#lib/fedcm/show-signed-in.ts'
import { showProblem } from '#lib/oauth/show-problem.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    async GET(request) {
      return showSignedIn(request.headers)
    },
  },
  { showProblem },
)
