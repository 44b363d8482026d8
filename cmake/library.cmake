# What of the photo library is not for WebAssembly: SQLite, files and folders, thumbnails. The page has its own SQLite, which runs
# the same schema and queries.
set(SQLite3_ROOT "$ENV{LOUPE_LIBRARY}")
find_package(SQLite3 3.37 REQUIRED)
find_path(LOUPE_STB_IMAGE_WRITE stb_image_write.h HINTS "$ENV{LOUPE_LIBRARY}/include" REQUIRED)

# loupe_embed(OUTPUT NAME FILE ...): a C++ file with the text of each file in namespace loupe::embedded.
function(loupe_embed output)
  set(code "#include \"library/native/embedded.h\"\n")
  while(ARGN)
    list(POP_FRONT ARGN name file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    string(APPEND code "const std::string_view loupe::embedded::${name} = R\"~~~(${text})~~~\";\n")
  endwhile()
  file(CONFIGURE OUTPUT ${output} CONTENT "${code}" @ONLY)
  set_source_files_properties(${output} PROPERTIES COMPILE_OPTIONS -w)
endfunction()

# loupe_add_library_storage(ENGINE)
function(loupe_add_library_storage engine)
  set(embedded ${CMAKE_BINARY_DIR}/embedded.cpp)
  loupe_embed(${embedded} kSchema001 src/library/schema/001.sql
    kVocabulary models/imagenet-vocabulary.tsv)
  file(GLOB sources CONFIGURE_DEPENDS src/library/native/*.cpp)
  target_sources(${engine} PRIVATE ${sources} ${embedded})
  target_include_directories(${engine} SYSTEM PRIVATE ${SQLite3_INCLUDE_DIRS} ${LOUPE_STB_IMAGE_WRITE})
  target_link_libraries(${engine} PRIVATE ${SQLite3_LIBRARIES} ${CMAKE_DL_LIBS})
endfunction()
