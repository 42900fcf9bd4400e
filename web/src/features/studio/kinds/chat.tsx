import { t } from '@lingui/core/macro';
import { MessageSquareText } from 'lucide-react';
import { lazyPart } from '../../../lib/page/lazy-part.ts';
import { type StudioKind, type StudioProps, shortestText } from './studio-kind.ts';

// The studio opens with another kind of work more often than not.
const ChatForm = lazyPart<StudioProps>(() =>
  import('../chat/chat-form.tsx').then((module) => module.ChatForm),
);

export const chat: StudioKind<'chat'> = {
  icon: MessageSquareText,
  sample: t`a long answer, at most`,
  many: t`long answers`,
  usual: {
    quantity: { inputTokens: 500, outputTokens: 500, characters: 2_000 },
    words: t`500 tokens in, 500 out`,
  },
  makes: [],
  // Earlier messages are sent along, and paid for again.
  shorten: (input) => ({
    input: { ...input, messages: [...input.messages.slice(0, -1), { role: 'user', content: shortestText }] },
    what: 'text',
  }),
  Form: ChatForm,
};
