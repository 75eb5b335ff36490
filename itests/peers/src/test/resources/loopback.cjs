// Loaded before a server: makes it listen at a free port of 127.0.0.1, whatever it asks for, and print that port. The process
// ends by itself after five minutes.
const net = require('node:net');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  this.once('listening', () => process.stdout.write(`port ${this.address().port}\n`));
  return listen.call(this, 0, '127.0.0.1', given.find((each) => typeof each === 'function'));
};
setTimeout(() => process.exit(0), 300_000).unref();
