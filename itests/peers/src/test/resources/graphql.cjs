// A GraphQL server with a subscription that counts to three.
const http = require('node:http');
const { buildSchema } = require('graphql');
const { createHandler } = require('graphql-sse/lib/use/http');

const schema = buildSchema('type Query { hello: String } type Subscription { count: Int }');
const rootValue = {
  hello: () => 'world',
  async *count() {
    for (let count = 1; count <= 3; count++) {
      yield { count };
    }
  },
};
const handler = createHandler({
  schema,
  onSubscribe: async (_request, parameters) => {
    const { parse } = require('graphql');
    return { schema, rootValue, document: parse(parameters.query) };
  },
});
http.createServer((request, response) => handler(request, response)).listen(0);
