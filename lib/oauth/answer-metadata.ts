import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { json } from '#lib/http/json.ts'
import { describeServer } from './metadata.ts'

/** As long as the keys may be kept: a client that knows one document should know the other. */
const CACHED = 'public, max-age=300'

/** Answers with what the server says about itself, for any page. */
export async function answerMetadata(): Promise<Response> {
  return json(describeServer(), { headers: { ...EMBEDDABLE, 'Cache-Control': CACHED } })
}
