import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { DATA_HEADERS, listTransportHeaders } from '#lib/http/answer-headers.ts'
import { Problem } from '#lib/http/problem.ts'
import { findAnswerUnderWay } from './answer-under-way.ts'

// The statuses that Node itself answers with, by its error codes; 400 for all others.
const STATUS: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Makes `server` answer what it cannot parse as HTTP with a JSON problem, and close the connection: what follows on it
 * may be a smuggled request (RFC 9112 §11.2, ASVS v5.0.0-4.2.1).
 */
export function refuseUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Nothing may be written into an answer under way.
    if (socket.writable && !findAnswerUnderWay(socket)?.headersSent) {
      socket.write(makeRefusal(STATUS[error.code ?? '']))
    }
    socket.destroy()
  })
}

function makeRefusal(status = 400): string {
  const problem = new Problem(status, 'unreadable_request', 'The request cannot be read.')
  const body = JSON.stringify(problem.body)
  const lines = [
    `HTTP/1.1 ${status} ${problem.body.error}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    ...[...DATA_HEADERS, ...listTransportHeaders()].map(header => header.join(': ')),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}
