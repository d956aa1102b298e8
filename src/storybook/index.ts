export { useReply, withReply } from './with-reply.tsx'
export type { PlayedReply, ReplyParameters, StoryContextLike } from './with-reply.tsx'
export type { ReplyArg } from './own-args.ts'
export { ReplyPlayer, type Playable, type ReplyPlayerProps } from '../player/reply-player.tsx'
