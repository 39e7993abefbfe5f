using System.Text.Json.Serialization;
using Shop.Api.Http;

namespace Shop.Api.Products;

[JsonSerializable(typeof(NewProductRequest))]
[JsonSerializable(typeof(ProductRequest))]
[JsonSerializable(typeof(ProductResponse))]
[JsonSerializable(typeof(PageResponse<ProductResponse>))]
[JsonSerializable(typeof(CategoriesResponse))]
[JsonSerializable(typeof(StockAdjustmentRequest))]
[JsonSerializable(typeof(StockCountRequest))]
[JsonSerializable(typeof(StockLevelResponse))]
[JsonSerializable(typeof(StockMovementResponse))]
[JsonSerializable(typeof(PageResponse<StockMovementResponse>))]
internal sealed partial class ProductJson : JsonSerializerContext;
