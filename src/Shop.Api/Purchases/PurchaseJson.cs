using System.Text.Json.Serialization;
using Shop.Api.Http;

namespace Shop.Api.Purchases;

[JsonSerializable(typeof(PurchaseRequest))]
[JsonSerializable(typeof(PaymentCall))]
[JsonSerializable(typeof(CancellationRequest))]
[JsonSerializable(typeof(ShipmentRequest))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(PurchaseChangeRequest))]
[JsonSerializable(typeof(PurchaseResponse))]
[JsonSerializable(typeof(PageResponse<PurchaseResponse>))]
internal sealed partial class PurchaseJson : JsonSerializerContext;
