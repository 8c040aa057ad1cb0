target_sources(leadline_sandbox PRIVATE
    context.h
    endpoints.h
    exchange.cpp
    exchange.h
    faultproxy.h
    faults.h
    listing.cpp
    listing.h
    quirks.h
    router.cpp
    router.h
    server.h
)
