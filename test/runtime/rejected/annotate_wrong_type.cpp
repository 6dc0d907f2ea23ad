// expect: annotate: model `Shelf` needs a member `orm::Annotation<std::optional<double>> mean;`
#include "models.hpp"

struct Shelf;
struct Volume : orm::Model<Volume> {
  double price = 0;
  orm::ForeignKey<Shelf> shelf;
  static constexpr auto fields = orm::fields<&Volume::price, &Volume::shelf>;
};
struct Shelf : orm::Model<Shelf> {
  orm::ReverseForeignKey<Volume, "shelf"> volumes;
#ifdef FIXED
  orm::Annotation<std::optional<double>> mean;
#else
  orm::Annotation<double> mean; // a shelf without volumes has none
#endif
  static constexpr auto fields = orm::fields<&Shelf::volumes, &Shelf::mean>;
};
auto f(const orm::Database& db) {
  return Shelf::objects(db).annotate("mean"_c = orm::Avg("volumes__price"_c));
}
