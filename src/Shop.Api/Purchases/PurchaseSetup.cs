using FluentValidation;
using Shop.Api.Http.Json;

namespace Shop.Api.Purchases;

internal static class PurchaseSetup
{
    public static void AddPurchases(this IServiceCollection services)
    {
        services.AddJson(PurchaseJson.Default);
        services.AddSingleton<SimulatedPayments>();
        services.AddSingleton<IValidator<PurchaseRequest>, PurchaseValidator>();
        services.AddSingleton<IValidator<PurchaseQuery>, PurchaseQueryValidator>();
        services.AddSingleton<IValidator<AllPurchasesQuery>, AllPurchasesQueryValidator>();
        services.AddSingleton<IValidator<PaymentCall>, PaymentCallValidator>();
        services.AddSingleton<IValidator<CancellationRequest>, CancellationValidator>();
        services.AddSingleton<IValidator<PurchaseChangeRequest>, PurchaseChangeValidator>();
        services.AddSingleton<IValidator<ShipmentRequest>, ShipmentValidator>();
        services.AddSingleton<IValidator<RefundRequest>, RefundValidator>();
    }
}
