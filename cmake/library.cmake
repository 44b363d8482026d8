# The photo library: its store, on SQLite natively and on SQLite's WebAssembly build in the page, and what is of one of them.

# loupe_embed(OUTPUT NAME FILE ...): a C++ file with the text of each file in namespace loupe::embedded.
function(loupe_embed output)
  set(code "#include \"library/store/embedded.h\"\n")
  while(ARGN)
    list(POP_FRONT ARGN name file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    string(APPEND code "const std::string_view loupe::embedded::${name} = R\"~~~(${text})~~~\";\n")
  endwhile()
  file(CONFIGURE OUTPUT ${output} CONTENT "${code}" @ONLY)
  set_source_files_properties(${output} PROPERTIES COMPILE_OPTIONS -w)
endfunction()

set(LOUPE_EMBEDDED ${CMAKE_BINARY_DIR}/embedded.cpp)
loupe_embed(${LOUPE_EMBEDDED} kSchema001 src/library/schema/001.sql
  kSchema002 src/library/schema/002.sql
  kVocabulary models/imagenet-vocabulary.tsv
  kCommonWords models/common-words.txt)
file(GLOB LOUPE_STORE_SOURCES CONFIGURE_DEPENDS src/library/store/*.cpp)
list(APPEND LOUPE_STORE_SOURCES ${LOUPE_EMBEDDED})

# loupe_add_library_storage(ENGINE): the store, files and folders into the native engine.
function(loupe_add_library_storage engine)
  set(SQLite3_ROOT "$ENV{LOUPE_LIBRARY}")
  find_package(SQLite3 3.37 REQUIRED)
  file(GLOB native CONFIGURE_DEPENDS src/library/native/*.cpp)
  target_sources(${engine} PRIVATE ${LOUPE_STORE_SOURCES} ${native})
  target_include_directories(${engine} SYSTEM PRIVATE ${SQLite3_INCLUDE_DIRS})
  target_link_libraries(${engine} PRIVATE ${SQLite3_LIBRARIES} ${CMAKE_DL_LIBS})
endfunction()
