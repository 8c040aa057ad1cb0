// A file with a temporary the compiler would break: the layering test must refuse it.
Task f(Api api) { const auto page = co_await api.leads(Query{1}); }
