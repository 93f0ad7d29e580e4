import type { Access } from '#lib/cors/access.ts'

/** A JSON Schema of the document (draft 2020-12). It names only the keywords that our code reads or writes. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema | false
  prefixItems?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  additionalProperties?: JsonSchema | boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  contentEncoding?: string
}

export type MediaType = { schema: JsonSchema; example?: unknown }
export type Parameter = {
  name: string
  in: 'query' | 'path' | 'header'
  required?: boolean
  description?: string
  schema: JsonSchema
}
export type Header =
  | { $ref: string }
  | { description: string; required?: boolean; schema: JsonSchema }
export type Answer = {
  description: string
  headers?: Record<string, Header>
  content?: Record<string, MediaType>
}
export type OperationObject = {
  operationId: string
  tags: string[]
  summary: string
  description: string
  /** What a page of another origin needs, and if it differs, what for somebody else's account. */
  'x-access': Access
  'x-access-others'?: Access
  security: Record<string, never[]>[]
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Record<string, MediaType> }
  responses: Record<string, Answer>
  /** The path for which this one is another name. */
  'x-alias-of'?: string
}

/** The part of an OpenAPI 3.1 document that we make (https://spec.openapis.org/oas/v3.1.1.html). */
export type OpenApi = {
  openapi: string
  info: { title: string; version: string; summary: string; description: string; license: object }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, OperationObject>>
  components: {
    schemas: Record<string, JsonSchema>
    headers: Record<string, { description: string; schema: JsonSchema }>
    securitySchemes: Record<string, unknown>
  }
}
