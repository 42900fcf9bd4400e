/** German labels of the presets, by their English ones. Product names are the same in both languages. */
const german: Readonly<Record<string, string>> = {
  Image: 'Bild',
  Voice: 'Stimme',
  Story: 'Geschichte',
  Narration: 'Erzählung',
  Music: 'Musik',
  Captions: 'Untertitel',
  Render: 'Rendern',
  Polish: 'Veredelung',
  Edit: 'Bearbeiten',
  Upscale: 'Vergrößern',
  'Ghibli style': 'Ghibli-Stil',
  'Cartoon style': 'Cartoon-Stil',
  Unlimited: 'Unbegrenzt',
  Popular: 'Beliebt',
  'Google. Quick, and good at following a description.':
    'Google. Schnell und hält sich gut an Beschreibungen.',
  'Black Forest Labs, at fal. Done in a second or two.':
    'Black Forest Labs, bei fal. In ein, zwei Sekunden fertig.',
  'Google, at fal. Four, six or eight seconds, with sound.':
    'Google, bei fal. Vier, sechs oder acht Sekunden, mit Ton.',
  'OpenAI. Careful with details.': 'OpenAI. Sorgfältig im Detail.',
  'At Replicate. Two or four times as wide and high.': 'Bei Replicate. Zwei- oder viermal so breit und hoch.',
  'ByteDance, at Replicate. A short film of what you describe.':
    'ByteDance, bei Replicate. Ein kurzer Film nach Ihrer Beschreibung.',
  'Google. Four, six or eight seconds.': 'Google. Vier, sechs oder acht Sekunden.',
  'ElevenLabs. Reads aloud in many languages.': 'ElevenLabs. Liest in vielen Sprachen vor.',
  'OpenAI. Answers as it goes.': 'OpenAI. Antwortet fortlaufend.',
  'Writes the scenes.': 'Schreibt die Szenen.',
  'Paints a scene.': 'Malt eine Szene.',
  'Paints a scene with more care.': 'Malt eine Szene mit mehr Sorgfalt.',
  'Reads the story aloud.': 'Liest die Geschichte vor.',
  'Composes music to go with it.': 'Komponiert passende Musik.',
  'Times every word.': 'Gibt jedem Wort seine Zeit.',
  'Puts it all together.': 'Setzt alles zusammen.',
  'Color, light and loudness.': 'Farbe, Licht und Lautstärke.',
  'Pictures, sounds and videos of your own.': 'Eigene Bilder, Töne und Videos.',
  'Follows a description closely.': 'Hält sich eng an eine Beschreibung.',
  'Photographs and drawings alike.': 'Fotos ebenso wie Zeichnungen.',
  'Quick and cheap.': 'Schnell und günstig.',
  'Changes what you say and leaves the rest.': 'Ändert, was Sie sagen, und lässt den Rest.',
  'A short film of what you describe.': 'Ein kurzer Film nach Ihrer Beschreibung.',
  'Redraws a picture of yours.': 'Zeichnet eines Ihrer Bilder neu.',
  'Pictures of your own.': 'Eigene Bilder.',
  'Quick and good-natured.': 'Schnell und gutmütig.',
  'Crisp and detailed.': 'Scharf und detailreich.',
  'Trained on one style.': 'Auf einen Stil trainiert.',
  'Keeps what came before in mind.': 'Behält das Vorige im Blick.',
  'Follows long descriptions.': 'Folgt langen Beschreibungen.',
  'The finest of them, text included.': 'Das feinste von ihnen, Text inbegriffen.',
  'Sex and minors': 'Sex und Minderjährige',
  'Self-harm': 'Selbstverletzung',
  Violence: 'Gewalt',
  Hate: 'Hass',
  'Illegal goods and acts': 'Verbotene Waren und Taten',
  'Sex and nudity': 'Sex und Nacktheit',
  Swearing: 'Schimpfwörter',
};

/** Returns a label's translations; undefined if it is the same in all languages of the presets. */
export function translationsOf(text: string): Record<string, string> | undefined {
  const de = german[text];
  return de === undefined ? undefined : { de };
}
