using System.Text.Json.Serialization;
using Shop.Data.Products;
using Shop.Data.Purchases;

namespace Shop.Data;

/// <summary>The JSON texts inside stored hashes: what one aggregate keeps as a list or as a part that no script reads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProductDetails))]
[JsonSerializable(typeof(ShippingAddress))]
[JsonSerializable(typeof(Tracking))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(List<StoredLine>))]
[JsonSerializable(typeof(List<StoredPayment>))]
[JsonSerializable(typeof(List<StoredTransition>))]
internal sealed partial class StoredJson : JsonSerializerContext;
