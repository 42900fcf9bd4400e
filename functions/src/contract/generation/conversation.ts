import { z } from 'zod';
import { RequestId } from '../text/identifiers.ts';

/** The place of a question in a conversation. A question without it begins one. */
export const ConversationPlace = z.strictObject({
  /** The request that began the conversation. */
  id: RequestId,
  /** The request that this one replaces, with everything that followed it: an edited question, or another answer. */
  replaces: RequestId.optional(),
});
export type ConversationPlace = z.infer<typeof ConversationPlace>;
