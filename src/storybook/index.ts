export { useReply, withReply } from './with-reply.tsx'
export type { PlayedReply, ReplyArg, ReplyParameters, StoryContextLike } from './with-reply.tsx'
export { ReplyPlayer, type Playable, type ReplyPlayerProps } from '../player/reply-player.tsx'
