import type { Catalog } from '../catalog/catalog.ts';
import { creditsToMicros } from '../money/credits.ts';
import { DAY_MS } from '../time.ts';
import { common, credits, model, operation, pack, usd } from './parts.ts';

/** A gallery where anyone can paint, guests first. */
export const gallery: Catalog = {
  ...common,
  preset: 'gallery',
  operations: {
    image: operation('Image', 'image', {
      'nano-banana': model('Nano Banana', 'Quick and good-natured.', ['google', 'gemini-2.5-flash-image'], {
        price: credits(0.5),
        cost: usd(0.039),
      }),
      'flux-dev': model('Flux Dev', 'Crisp and detailed.', ['replicate', 'black-forest-labs/flux-dev'], {
        price: credits(1),
        cost: usd(0.025),
      }),
      'lora-normal': model(
        'LORA Normal',
        'Trained on one style.',
        ['replicate', 'black-forest-labs/flux-dev-lora'],
        {
          price: credits(1),
          cost: usd(0.032),
        },
      ),
      'lora-context': model(
        'LORA Context',
        'Keeps what came before in mind.',
        // The model of this family that can also start from a text alone.
        ['replicate', 'black-forest-labs/flux-kontext-pro'],
        {
          price: credits(1),
          cost: usd(0.04),
        },
      ),
      'gemini-flash': model(
        'Gemini Flash',
        'Follows long descriptions.',
        ['google', 'gemini-2.5-flash-image-preview'],
        {
          price: credits(1),
          cost: usd(0.039),
        },
      ),
      'nano-banana-pro': model(
        'Nano Banana Pro',
        'The finest of them, text included.',
        ['google', 'gemini-3-pro-image-preview'],
        {
          price: credits(2),
          cost: usd(0.134),
        },
      ),
    }),
  },
  packs: {
    starter: pack('Starter', 25, 499),
    creator: pack('Creator', 110, 1_499, { bonus: 10, tag: 'best-value' }),
    pro: pack('Pro', 300, 2_999, { bonus: 50 }),
    enterprise: pack('Enterprise', 650, 4_999, { bonus: 150 }),
  },
  grants: { welcomeMicros: creditsToMicros(50), welcomeNeedsVerifiedEmail: false },
  guests: {
    perSession: { max: 3, windowMs: DAY_MS },
    perAddress: { max: 10, windowMs: DAY_MS },
    operations: ['image'],
  },
};
