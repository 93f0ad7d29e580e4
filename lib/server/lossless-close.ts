import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as Listener, type Socket } from 'node:net'
import { findAnswerUnderWay } from './answer-under-way.ts'

/**
 * Makes a function that closes `server` without losing a request. Node's own `close` cuts idle connections at once,
 * and a client that sends a request on one at that moment never gets an answer. Here every request gets an answer,
 * which says that it is the last on its connection (`Connection: close`, RFC 9112 §9.6); only silent connections
 * are cut.
 * @returns closes the server: it accepts no new connection, cuts each that is silent for `silenceMs`, and resolves
 *   when no connection is left. With a `silenceMs` as long as `keepAliveTimeout` it cuts nothing that the server
 *   would not have cut anyway. When it is called again, the shorter time counts.
 */
export function createLosslessClose(server: Server): (silenceMs: number) => Promise<void> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  let closed: Promise<void> | undefined
  return silenceMs => {
    closed ??= new Promise(resolve => {
      for (const socket of sockets) {
        const answer = findAnswerUnderWay(socket)
        if (answer) answer.shouldKeepAlive = false
      }
      server.prependListener('request', markLastAnswer)
      Listener.prototype.close.call(server, () => resolve())
    })
    if (silenceMs < server.keepAliveTimeout) {
      server.keepAliveTimeout = silenceMs
      for (const socket of sockets)
        if (!findAnswerUnderWay(socket)) cutWhenSilent(socket, silenceMs)
    }
    return closed
  }
}

function markLastAnswer({ socket }: IncomingMessage, answer: ServerResponse): void {
  answer.shouldKeepAlive = false
  // The connection is not silent while its answer is under way.
  socket.setTimeout(0)
}

function cutWhenSilent(socket: Socket, silenceMs: number): void {
  if (silenceMs > 0) socket.setTimeout(silenceMs)
  else socket.destroy()
}
