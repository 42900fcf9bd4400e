import type { Catalog } from '../catalog.ts';
import { common, credits, model, nothing, operation, per, perThousandTokens, usd } from './parts.ts';

const needsKey = { enabled: false } as const;

/** Image, video, voice and chat. */
export const studio: Catalog = {
  ...common,
  preset: 'studio',
  operations: {
    image: operation(
      'Image',
      'image',
      {
        aurora: model(
          'Aurora',
          'Soft light and colour in motion. Made on this machine, no key needed.',
          ['sandbox', 'aurora'],
          { price: credits(5), cost: nothing },
        ),
        terrain: model(
          'Terrain',
          'Layered landscapes from one phrase. Made on this machine, no key needed.',
          ['sandbox', 'terrain'],
          { price: credits(5), cost: nothing },
        ),
        'gpt-image-1': model('GPT Image', 'OpenAI. Needs a key.', ['openai', 'gpt-image-1'], {
          price: credits(5),
          cost: usd(0.042),
          ...needsKey,
        }),
      },
      { perHour: 50 },
    ),
    video: operation(
      'Video',
      'video',
      {
        drift: model(
          'Drift',
          'A slow flight over what you describe. Made on this machine.',
          ['sandbox', 'drift'],
          {
            price: per(1, 'second', 10),
            cost: nothing,
          },
        ),
        'veo-3.1-fast': model(
          'Veo 3.1 Fast',
          'Google. Needs a key.',
          ['google', 'veo-3.1-fast-generate-preview'],
          {
            price: per(1, 'second', 10),
            cost: per(1, 'second', 0.15),
            ...needsKey,
          },
        ),
      },
      { perHour: 10 },
    ),
    voice: operation(
      'Voice',
      'voice',
      {
        formant: model(
          'Formant',
          'A plain voice that reads aloud. Made on this machine.',
          ['sandbox', 'formant'],
          {
            price: per(60, 'second', 15),
            cost: nothing,
          },
        ),
        'eleven-multilingual-v2': model(
          'Eleven Multilingual',
          'ElevenLabs. Needs a key.',
          ['elevenlabs', 'eleven_multilingual_v2'],
          {
            price: per(60, 'second', 15),
            cost: per(1, 'character', 0.0003),
            ...needsKey,
          },
        ),
      },
      { perHour: 30 },
    ),
    chat: operation(
      'Chat',
      'chat',
      {
        'sandbox-chat': model(
          'Sandbox',
          'Answers as it goes, made on this machine, no key needed.',
          ['sandbox', 'chat'],
          { price: perThousandTokens(1), cost: nothing },
        ),
        'gpt-5-mini': model('GPT-5 mini', 'OpenAI. Needs a key.', ['openai', 'gpt-5-mini'], {
          price: perThousandTokens(1),
          cost: perThousandTokens(0.00025, 0.002),
          ...needsKey,
        }),
      },
      { perHour: 100 },
    ),
  },
};
