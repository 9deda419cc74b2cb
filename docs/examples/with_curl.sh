#!/bin/sh
# The latest facts, one a line: a pipeline of curl and jq.
set -eu
address=${1:-http://127.0.0.1:8000/}
curl -sS --fail-with-body -G "${address}queries/latest" -d first=5 -H 'Accept: application/json' |
  jq -r '.data.statements.nodes[] | [.subject.label.value, .relation.label.value, .object.label.value, .evidence.quote] | @tsv'
