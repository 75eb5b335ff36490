// What the page of a case does; gives the state that the constructor left.
(plan) => {
  const states = ['CONNECTING', 'OPEN', 'CLOSED'];
  const tell = (what) => tellTheWitness(JSON.stringify(what));
  const source = new EventSource(plan.url);
  let count = 0;
  window.source = source;
  window.readyState = () => states[source.readyState];
  for (const handler of ['open', 'message', 'error']) {
    source['on' + handler] = () => tell({handler});
  }
  const throwing = () => {
    if (count + 1 === plan.throwIn) {
      throw new Error('thrown by the case');
    }
  };
  const hear = (event) => {
    const closes = ++count === plan.closeIn;
    const {type, data, lastEventId, origin} = event;
    tell({type, data, lastEventId, origin, closes, message: event instanceof MessageEvent, readyState: readyState()});
    if (closes) {
      source.close();
    }
  };
  for (const type of new Set(['open', 'message', 'error', ...plan.types])) {
    source.addEventListener(type, throwing);
    source.addEventListener(type, hear);
  }
  return readyState();
}
