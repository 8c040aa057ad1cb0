target_sources(leadline_sandbox PRIVATE
)
