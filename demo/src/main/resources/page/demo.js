// Two EventSources, one stream. The browser's own is opened here. What the Java one receives comes from the application,
// by another EventSource, which no button touches. Both are counted by the same code.

const SHOWN = 30_000;
const TAPE = 8;
const STATES = { OPEN: 'Open', CONNECTING: 'Connecting', CLOSED: 'Closed' };
const SILENCE = 'The application does not answer. It may have ended.';
const SVG = 'http://www.w3.org/2000/svg';

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const news = document.getElementById('news');
const power = document.getElementById('power');
const again = document.getElementById('again');

class Side {
  constructor(id) {
    this.parts = {};
    for (const part of document.querySelectorAll(`#${id} [data-part]`)) {
      this.parts[part.dataset.part] = part;
    }
    this.state = 'CONNECTING';
    this.connections = 0;
    this.received = 0;
    this.gaps = 0;
    this.doubled = 0;
    this.last = undefined;
    this.prices = new Map();
    this.spans = [{ from: performance.now(), state: 'CONNECTING' }];
    this.ticks = [];
    this.reason = '';
    this.nextAttempt = undefined;
    this.resumed = false;
    this.fresh = false;
  }

  // The connection was there before the page: nothing is counted.
  begin(state, lastId) {
    this.connections = Math.max(this.connections, state === 'OPEN' ? 1 : 0);
    this.last = undefined;
    this.enter(state);
    if (lastId) {
      write(this.parts.lastId, lastId);
    }
  }

  opened() {
    this.connections++;
    this.enter('OPEN');
    if (this.connections > 1) {
      this.resumed = true;
      this.hint = this.fresh
          ? `A new EventSource knows no last id: it begins with the latest quote.`
          : `Resumed after ${this.last === undefined ? 'the last quote' : `#${this.last}`}.`;
      this.note(this.fresh ? 'lost' : 'resumed', this.hint);
      this.explain();
    }
    this.fresh = false;
  }

  failed(state, reason, reconnectIn) {
    if (this.state === 'OPEN' || state === 'CLOSED') {
      this.note(state === 'CLOSED' ? 'ended' : 'lost', state === 'CLOSED' ? 'Closed for good.' : 'Connection lost.');
    }
    this.reason = reason;
    this.nextAttempt = reconnectIn === undefined ? undefined : performance.now() + reconnectIn;
    this.enter(state);
  }

  quote(id, data) {
    const number = Number(id);
    const { symbol, price } = JSON.parse(data);
    if (this.last !== undefined && number <= this.last) {
      this.doubled++;
    } else {
      this.gaps += this.last === undefined ? 0 : number - this.last - 1;
      this.received++;
      this.last = number;
    }
    this.ticks.push(performance.now());
    const before = this.prices.get(symbol) ?? price;
    this.prices.set(symbol, price);
    this.line(number, symbol, price, Math.sign(price - before));
    this.count();
  }

  enter(state) {
    this.state = state;
    if (this.spans.at(-1).state !== state) {
      this.spans.push({ from: performance.now(), state });
    }
    this.parts.state.dataset.state = state;
    write(this.parts.state, STATES[state]);
    this.explain();
    this.count();
    draw();
    report();
  }

  explain() {
    let text = this.state === 'OPEN' ? this.hint : this.reason;
    if (this.state === 'CONNECTING' && this.nextAttempt !== undefined) {
      const wait = this.nextAttempt - performance.now();
      text += wait > 0 ? `. Next attempt in ${(wait / 1000).toFixed(1)} s.` : '. An attempt is running.';
    } else if (this.state !== 'OPEN' && text && !text.endsWith('.')) {
      text += '.';
    }
    write(this.parts.detail, text);
  }

  count() {
    if (this.last !== undefined) {
      write(this.parts.lastId, String(this.last));
    }
    write(this.parts.received, String(this.received));
    write(this.parts.reconnections, String(Math.max(0, this.connections - 1)));
    for (const figure of ['gaps', 'doubled']) {
      write(this.parts[figure], String(this[figure]));
      this.parts[figure].toggleAttribute('data-bad', this[figure] > 0);
    }
  }

  line(number, symbol, price, direction) {
    const added = document.createElement('li');
    added.append(span(`#${number}`, 'id'), span(symbol), span(price.toFixed(2)));
    added.append(span(direction ? (direction > 0 ? '▲' : '▼') : ''));
    added.lastChild.ariaHidden = 'true';
    this.add(added);
  }

  note(kind, text) {
    const added = document.createElement('li');
    added.className = `notice ${kind}`;
    added.append(span(text));
    this.add(added);
  }

  add(line) {
    this.parts.tape.prepend(line);
    while (this.parts.tape.children.length > TAPE) {
      this.parts.tape.lastChild.remove();
    }
  }

  // The last half minute: a band while open, a mark for each quote, a line while there is no connection.
  draw(now) {
    const x = time => Math.max(0, 600 * (1 - (now - time) / SHOWN));
    while (this.spans.length > 1 && this.spans[1].from < now - SHOWN) {
      this.spans.shift();
    }
    this.ticks = this.ticks.filter(tick => tick > now - SHOWN);
    const shapes = this.spans.map(({ from, state }, index) => {
      const end = this.spans[index + 1]?.from ?? now;
      return state === 'OPEN'
          ? shape('rect', { class: 'open', x: x(from), y: 6, width: x(end) - x(from), height: 28 })
          : shape('line', { class: state === 'CLOSED' ? 'closed' : 'waiting', x1: x(from), x2: x(end), y1: 20, y2: 20 });
    });
    shapes.push(...this.ticks.map(tick => shape('rect', { class: 'quote', x: x(tick) - 1, y: 10, width: 2, height: 20 })));
    this.parts.lane.replaceChildren(...shapes);
  }
}

const browser = new Side('browser');
const java = new Side('java');
browser.hint = 'The EventSource of this browser, in this page.';
java.hint = 'The EventSource of this library, in the application.';
let drawn;
let reported;
let source;
let silent = false;

function open(address) {
  source?.close();
  source = new EventSource(address);
  source.onopen = () => browser.opened();
  source.onmessage = message => browser.quote(message.lastEventId, message.data);
  source.onerror = () => {
    const closed = source.readyState === EventSource.CLOSED;
    browser.failed(
        closed ? 'CLOSED' : 'CONNECTING',
        closed
            ? 'A browser does not give the reason. It does not try again after a status such as 503.'
            : 'A browser gives neither the reason nor the time of the next attempt.');
    again.hidden = !closed;
  };
}

function listen() {
  const feed = new EventSource('java');
  const on = (type, action) => feed.addEventListener(type, event => action(JSON.parse(event.data)));
  on('hello', hello => {
    silent = false;
    write(document.getElementById('stream'), hello.stream);
    server(hello.running);
    java.begin(hello.state, hello.lastEventId);
    if (!source) {
      again.onclick = () => {
        again.hidden = true;
        browser.fresh = true;
        open(hello.stream);
        power.focus();
      };
      open(hello.stream);
    }
  });
  on('server', ({ running }) => server(running));
  on('opened', () => java.opened());
  on('received', ({ id, data }) => java.quote(id, data));
  on('failed', ({ state, reason, reconnectIn }) => java.failed(state, capital(reason), reconnectIn));
  feed.onerror = () => {
    silent = true;
    java.failed('CONNECTING', 'The application does not answer');
  };
}

function server(running) {
  const mark = document.getElementById('server');
  mark.dataset.state = running ? 'OPEN' : 'CLOSED';
  write(mark, running ? 'Running' : 'Stopped');
  write(power, running ? 'Stop the server' : 'Start the server');
  power.dataset.action = running ? 'stop' : 'start';
  for (const button of document.querySelectorAll('[data-running]')) {
    button.disabled = !running;
  }
}

for (const button of document.querySelectorAll('[data-action]')) {
  button.addEventListener('click', async () => {
    try {
      const response = await fetch(`server/${button.dataset.action}`, { method: 'POST' });
      if (!response.ok) {
        write(news, `The application refused that (status ${response.status}).`);
      }
    } catch {
      write(news, SILENCE);
    }
  });
}

// One sentence for people and for screen readers, when both sides have come to rest.
function report() {
  clearTimeout(reported);
  reported = setTimeout(() => write(news, sentence()), 400);
}

function sentence() {
  if (silent) {
    return SILENCE;
  }
  if (browser.state === 'CLOSED') {
    return `The browser has given up for good. ${java.state === 'OPEN' ? 'Java is connected again.' : 'Java tries again.'}`;
  }
  const open = [browser, java].filter(side => side.state === 'OPEN');
  if (open.length === 1) {
    return `${open[0] === browser ? 'The browser' : 'Java'} is connected, ${open[0] === browser ? 'Java' : 'the browser'} is reconnecting.`;
  }
  if (!open.length) {
    return 'Both have no connection, and try again.';
  }
  if (!browser.resumed && !java.resumed) {
    return 'Both are connected.';
  }
  const missing = browser.gaps + java.gaps;
  return `Both are connected again. ${missing ? `Quotes that are missing: ${missing}.` : 'No quote is missing.'}`;
}

function draw() {
  clearTimeout(drawn);
  const now = performance.now();
  browser.draw(now);
  java.draw(now);
  java.explain();
  drawn = setTimeout(() => requestAnimationFrame(draw), calm.matches ? 1000 : 200);
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  return made;
}

function span(text, kind = '') {
  const made = document.createElement('span');
  made.textContent = text;
  if (kind) {
    made.className = kind;
  }
  return made;
}

function capital(text) {
  return text.startsWith('http') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

draw();
listen();
