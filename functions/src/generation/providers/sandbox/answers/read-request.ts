import { preview } from '../../../../contract/index.ts';

/** What a message seems to ask for; decides the shape of the answer. */
export type Intent =
  | 'greet'
  | 'thank'
  | 'summarise'
  | 'write'
  | 'code'
  | 'compare'
  | 'ideas'
  | 'plan'
  | 'how'
  | 'why'
  | 'explain'
  | 'discuss';

export interface Request {
  readonly intent: Intent;
  /** What it is about, in the person's own words: at most ten of them. */
  readonly topic: string;
  /** How the message begins, as it was written: at most about ninety characters. */
  readonly quote: string;
  /** The words that carry most, longest first. At least one. */
  readonly keywords: readonly [string, ...string[]];
}

/** First match wins: what is asked for comes before how it is asked. */
const intents: readonly (readonly [Intent, RegExp])[] = [
  ['greet', /^\s*(hi|hello|hey|hallo|good (morning|evening|afternoon))\b.{0,30}$/i],
  ['thank', /^\s*(thanks|thank you|cheers|great|perfect|awesome)\b.{0,40}$/i],
  ['summarise', /\b(summari[sz]e|summary|tl;?dr|key points|shorten|condense)\b/i],
  ['code', /\b(code|function|script|regex|sql|typescript|javascript|python|algorithm|refactor|unit test)\b/i],
  [
    'write',
    /\b(write|draft|compose|poem|haiku|email|e-mail|letter|story|slogan|tagline|caption|tweet|post)\b/i,
  ],
  ['compare', /\b(compare|versus|vs\.?|difference|better|or should|pros and cons|which)\b/i],
  ['ideas', /\b(ideas?|names?|brainstorm|suggest|list|examples?|inspiration|options|recommend)\b/i],
  ['plan', /\b(plan|schedule|roadmap|itinerary|strategy|checklist|steps|prepare|launch|organi[sz]e)\b/i],
  [
    'how',
    /\bhow (do|can|could|should|would|might) (i|we|you|one)\b|\bhow to\b|\bhelp me\b|^(fix|improve|learn|build|start|stop)\b/i,
  ],
  ['why', /\bwhy\b|\bwhat causes\b|\breason\b/i],
  ['explain', /\b(how|what|who|when|where|explain|describe|define|meaning|tell me about)\b/i],
];

const OPENINGS =
  /^(please|hi|hello|hey|ok|so|and|now|can|could|would|will|you|i|me|we|us|to|do|does|did|is|are|was|am|should|want|need|like|help|tell|give|show|make|write|draft|compose|create|explain|describe|define|compare|suggest|list|plan|poem|haiku|verse|song|story|email|e-mail|letter|message|note|slogan|tagline|caption|tweet|post|function|script|code|summari[sz]e|brainstorm|what|who|when|where|why|how|which|about|the|a|an|some|my|our|of|for|in|on|with|that|this|it|there|short|few|ideas?|names?|difference|between|steps?|best|good|way|ways|mean|means|by|let|lets|let's|what's|i'd|i'm|\d+)[\s,:!.]+/i;

const STOP_WORDS = new Set(
  'keeps keep kept seems year years week weeks month months today tomorrow poem haiku verse song story email letter message note slogan tagline caption tweet post function script code about above after again against also always another around because been before being below between both could does doing down during each even every find from gets give going have having here hers himself into itself just know like make making many might more most much must need only other ours over please same says shall should show some such tell than that their them then there these they thing things this those through under until very want wants was were what when where which while whom whose will with within without would write your yours yourself explain describe compare suggest help ideas idea list summarise summarize summary plan short long between difference'.split(
    ' ',
  ),
);

export function readRequest(message: string): Request {
  const plain = message.replace(/\s+/g, ' ').trim();
  const intent = intents.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'discuss';
  const topic = topicOf(plain);
  return { intent, topic, quote: shorten(firstSentence(plain), 90), keywords: keywordsOf(plain, topic) };
}

function topicOf(message: string): string {
  let rest = firstSentence(message);
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(OPENINGS, '');
  }
  return shorten(rest.split(' ').slice(0, 10).join(' '), 80) || 'this';
}

function firstSentence(message: string): string {
  return /^[^.!?…:]*[^.!?…:\s]/.exec(message)?.[0] ?? message;
}

/** Whole words only, without the sign at the end. */
function shorten(text: string, max: number): string {
  const cut = text.length <= max ? text : preview(text, max).replace(/\s\S*$/, '');
  return cut.replace(/[\s.,;:!?…"]+$/, '');
}

function keywordsOf(message: string, topic: string): [string, ...string[]] {
  const words = message.match(/[\p{L}\p{N}][\p{L}\p{N}'-]+/gu) ?? [];
  const telling = [...new Set(words)].filter(
    (word) => word.length > 3 && word.length < 30 && !STOP_WORDS.has(word.toLowerCase()),
  );
  const [first = topic, ...others] = telling.sort((a, b) => b.length - a.length).slice(0, 5);
  return [first, ...others];
}
