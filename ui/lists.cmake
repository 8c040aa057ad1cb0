target_sources(leadline_ui PRIVATE
)
