import { publicPaths } from '#lib/cors/verdict.ts'
import type { MediaType } from '#lib/openapi/openapi.ts'
import type { DocumentedOperation } from './operations.ts'

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
/** Example values of the parameters in a path. */
const IN_PATH: Record<string, string> = { uid: 'grace', id: '3' }

/** A call of an operation of the server at `server`, for a shell. */
export function buildCurlCall(server: string, documented: DocumentedOperation): string {
  const { method } = documented
  const [type, media] = findBody(documented)
  const parts = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${quote(server + buildPath(documented))}`,
    needsSession(documented) && '-H "Authorization: Bearer $TOKEN"',
    media && `-H ${quote(`Content-Type: ${type}`)}`,
    media &&
      (type === JSON_TYPE
        ? `-d ${quote(JSON.stringify(media.example))}`
        : type === FORM_TYPE
          ? `-d ${quote(String(media.example))}`
          : '--data-binary @users.csv'),
  ]
  return parts.filter(Boolean).join(' \\\n  ')
}

/** The same for a page of an allowed origin, with the user's cookie. */
export function buildFetchCall(server: string, documented: DocumentedOperation): string {
  const { method } = documented
  const [type, media] = findBody(documented)
  const options = [
    method !== 'get' && `  method: '${method.toUpperCase()}',`,
    !isPublic(documented) && `  credentials: 'include',`,
    media && `  headers: { 'Content-Type': '${type}' },`,
    media &&
      (type === JSON_TYPE
        ? `  body: JSON.stringify(${JSON.stringify(media.example, null, 2).replaceAll('\n', '\n  ')}),`
        : type === FORM_TYPE
          ? `  body: '${media.example}',`
          : '  body: file,'),
  ].filter(Boolean)
  const init = options.length > 0 ? `, {\n${options.join('\n')}\n}` : ''
  return `const answer = await fetch('${server}${buildPath(documented)}'${init})\n${buildReadLine(documented)}`
}

function buildPath({ path }: DocumentedOperation): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => IN_PATH[name] ?? name)
}

function findBody({ operation }: DocumentedOperation): [string, MediaType] | [] {
  return Object.entries(operation.requestBody?.content ?? {})[0] ?? []
}

function needsSession({ operation: { security } }: DocumentedOperation): boolean {
  return security.length > 0 && security.every(scheme => Object.keys(scheme).length > 0)
}

/** Whether any page may call it, without credentials. */
function isPublic({ path }: DocumentedOperation): boolean {
  return publicPaths.has(path)
}

function buildReadLine({ operation }: DocumentedOperation): string {
  const [success] = Object.entries(operation.responses).filter(([status]) => status < '300')
  const [status = '', { content = {} } = { content: {} }] = success ?? []
  const [type = ''] = Object.keys(content)
  if (type === '') return `answer.status // ${status}`
  if (type === JSON_TYPE) return 'const data = await answer.json()'
  return `const data = await answer.${type.startsWith('text/') ? 'text' : 'blob'}()`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
