import type { IncomingMessage, ServerResponse } from 'node:http'
import { NodeRequest, sendNodeResponse } from 'srvx/node'
import { MAX_REQUEST_BODY_BYTES } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import { drainBody } from './drain.ts'
import { answerFailure, makeMethodProblem } from './route.ts'
import type { Router } from './router.ts'

/** Answers a request under `/api` on a Node server with the route file that Next would run. */
export async function answerApi(
  router: Router,
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const response = await respond(router, path, req, res)
  await drainBody(req)
  await sendNodeResponse(res, response)
}

async function respond(
  router: Router,
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Response> {
  try {
    const match = router(path)
    if (!match) throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
    const handler = match.module[req.method ?? '']
    if (!handler) throw makeMethodProblem(req.method ?? '', 'OPTIONS')
    const request = new NodeRequest({ req, res, maxRequestBodySize: MAX_REQUEST_BODY_BYTES })
    return await handler(request, { params: Promise.resolve(match.params) })
  } catch (error) {
    return answerFailure(error, req.method ?? '')
  }
}
