import { answerMetadata } from '#lib/oauth/answer-metadata.ts'
import { route } from '#lib/server/route.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({ GET: answerMetadata })
