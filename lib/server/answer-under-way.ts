import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The answer under way on a connection of an HTTP server, null when there is none. Node keeps it in `_httpMessage`. */
export function findAnswerUnderWay(socket: Socket): ServerResponse | null {
  return (socket as { _httpMessage?: ServerResponse | null })._httpMessage ?? null
}
